import "../../look/arrivals.css";
import type { SectionProps } from "../sections.ts";
import type { ComponentType } from "preact";
import { ArrivalsPage } from "./page.tsx";
import { chooseWords } from "./words.ts";

/** The page « Arrivées », once its words are there. */
export async function openArrivals(): Promise<ComponentType<SectionProps>> {
  await chooseWords().catch(() => undefined);
  return ArrivalsPage;
}
