import type { DemoShiftPattern } from "./work-calendar.ts";

type Shifts = DemoShiftPattern["shifts"];

const threeShifts = (breaks: boolean): Shifts => [
  {
    code: "EARLY",
    name: "Early shift",
    start: "06:00",
    end: "14:00",
    breaks: breaks ? rest("10:00", "10:30") : [],
  },
  {
    code: "LATE",
    name: "Late shift",
    start: "14:00",
    end: "22:00",
    breaks: breaks ? rest("18:00", "18:30") : [],
  },
  {
    code: "NIGHT",
    name: "Night shift",
    start: "22:00",
    end: "06:00",
    breaks: breaks ? rest("02:00", "02:30") : [],
  },
];

function rest(start: string, end: string): { name: string; start: string; end: string }[] {
  return [{ name: "Break", start, end }];
}

const allThree = ["EARLY", "LATE", "NIGHT"];
const bothDay = ["EARLY", "LATE"];

const everyDay: DemoShiftPattern["cycle"] = {
  type: "weekly",
  monday: allThree,
  tuesday: allThree,
  wednesday: allThree,
  thursday: allThree,
  friday: allThree,
  saturday: allThree,
  sunday: allThree,
};

/** Most machines work around the clock all week, so that the demo is alive whenever somebody opens it. */
export const shiftPatterns = {
  "CONT-RELIEF": {
    name: "Three shifts, all week, relieved in breaks",
    shifts: threeShifts(false),
    cycle: everyDay,
  },
  "CONT-BREAKS": {
    name: "Three shifts, all week, with breaks",
    shifts: threeShifts(true),
    cycle: everyDay,
  },
  "DAY-2": {
    name: "Two shifts, Monday to Friday",
    shifts: [
      {
        code: "EARLY",
        name: "Early shift",
        start: "06:00",
        end: "14:00",
        breaks: rest("09:30", "10:00"),
      },
      {
        code: "LATE",
        name: "Late shift",
        start: "14:00",
        end: "22:00",
        breaks: rest("17:30", "18:00"),
      },
    ],
    cycle: {
      type: "weekly",
      monday: bothDay,
      tuesday: bothDay,
      wednesday: bothDay,
      thursday: bothDay,
      friday: bothDay,
    },
  },
} satisfies Record<string, DemoShiftPattern>;

export type PatternCode = keyof typeof shiftPatterns;
