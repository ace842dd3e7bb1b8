import type { Figure } from "./figure.ts";
import { ratio } from "./ratio.ts";

/**
 * KPIs of orders, workers and plans after ISO 22400-2, from plain numbers: times in milliseconds, pieces in any one
 * unit. AOET, actual order execution time, is order end − start with queue and transport.
 */

const msPerHour = 3_600_000;

/** Σ AUBT / AOET: how much of the order's life a machine was busy with it. */
export const allocationRatio = (busyMs: number, orderMs: number): Figure =>
  ratio(busyMs, orderMs, "no_order");

/** Σ APT / AOET: low means the order waited. */
export const productionProcessRatio = (productionMs: number, orderMs: number): Figure =>
  ratio(productionMs, orderMs, "no_order");

/** PQ / AOET in pieces per hour. */
export const throughputRate = (produced: number, orderMs: number): Figure =>
  ratio(produced * msPerHour, orderMs, "no_order");

/** APWT / APAT: work time over attendance; time at several machines at once is split before. */
export const workerEfficiency = (workMs: number, attendanceMs: number): Figure =>
  ratio(workMs, attendanceMs, "not_recorded");

/** SQ / PQ. */
export const scrapRatio = (scrap: number, produced: number): Figure =>
  ratio(scrap, produced, "no_output");

/** RQ / PQ. */
export const reworkRatio = (rework: number, produced: number): Figure =>
  ratio(rework, produced, "no_output");

/** SQ of a step / PQ of the first step. */
export const fallOffRatio = (scrapOfStep: number, producedAtFirstStep: number): Figure =>
  ratio(scrapOfStep, producedAtFirstStep, "no_output");

/** SQ / PSQ; without planned scrap there is "no plan", not infinity. */
export const actualToPlannedScrap = (scrap: number, plannedScrap: number): Figure =>
  ratio(scrap, plannedScrap, "no_plan");

/** PQ / EPC, the equipment production capacity. */
export const equipmentLoadRatio = (produced: number, capacity: number): Figure =>
  ratio(produced, capacity, "no_plan");

/** Throughput / average inventory. */
export const inventoryTurns = (throughput: number, averageInventory: number): Figure =>
  ratio(throughput, averageInventory, "no_cases");

/** CMT / (CMT + PMT): corrective time over all maintenance time. */
export const correctiveMaintenanceRatio = (correctiveMs: number, plannedMs: number): Figure =>
  ratio(correctiveMs, correctiveMs + plannedMs, "no_cases");
