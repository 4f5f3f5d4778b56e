import {
  boxesSchema,
  boxStepsSchema,
  changeBoxSchema,
  closeBoxSchema,
  makeBoxSchema,
  openBoxSchema,
} from "../../contracts/administration-boxes.ts";
import type { AdministrationDoor } from "../administration/door.ts";
import type { AddOperation } from "./administration-routes.ts";

/** The operations of contracts/administration-boxes.ts; who may is the room's to say. */
export function addBoxRoutes(add: AddOperation, boxes: AdministrationDoor["boxes"]): void {
  add("boxes", boxesSchema, boxes.list);
  add("make-box", makeBoxSchema, boxes.make);
  add("change-box", changeBoxSchema, (who, { boxId, ...facts }) => boxes.change(who, boxId, facts));
  add("close-box", closeBoxSchema, (who, { boxId, ...closing }) => boxes.close(who, boxId, closing));
  add("open-box", openBoxSchema, (who, { boxId }) => boxes.open(who, boxId));
  add("box-steps", boxStepsSchema, (who, { boxId }) => boxes.steps(who, boxId));
}
