import { accessContract } from "../access/access.contract.ts";
import { alertsContract } from "../alerts/alerts.contract.ts";
import { analysisContract } from "../analysis/analysis.contract.ts";
import { andonContract } from "../andon/andon.contract.ts";
import { certificatesContract } from "../certificates/certificates.contract.ts";
import { connectionsContract } from "../connections/connections.contract.ts";
import { handoverContract } from "../handover/handover.contract.ts";
import { historianContract } from "../historian/historian.contract.ts";
import { ledgerContract } from "../ledger/ledger.contract.ts";
import { machinesContract } from "../machines/machines.contract.ts";
import { oeeContract } from "../oee/oee.contract.ts";
import { plantContract } from "../plant/plant.contract.ts";
import { productsContract } from "../products/products.contract.ts";
import { replayContract } from "../replay/replay.contract.ts";
import { rulesContract } from "../rules/rules.contract.ts";
import { runsContract } from "../runs/runs.contract.ts";
import { shiftsContract } from "../shifts/shifts.contract.ts";
import { stopsContract } from "../stops/stops.contract.ts";
import { teachContract } from "../teach/teach.contract.ts";
import { trustContract } from "../trust/trust.contract.ts";
import { viewsContract } from "../views/views.contract.ts";

/** Everything a window or station may ask of the plant's engine. */
export const plantAppContract = {
  access: accessContract,
  alerts: alertsContract,
  analysis: analysisContract,
  andon: andonContract,
  certificates: certificatesContract,
  connections: connectionsContract,
  handover: handoverContract,
  historian: historianContract,
  ledger: ledgerContract,
  machines: machinesContract,
  oee: oeeContract,
  plant: plantContract,
  products: productsContract,
  replay: replayContract,
  rules: rulesContract,
  runs: runsContract,
  shifts: shiftsContract,
  stops: stopsContract,
  teach: teachContract,
  trust: trustContract,
  views: viewsContract,
};
export type PlantAppContract = typeof plantAppContract;
