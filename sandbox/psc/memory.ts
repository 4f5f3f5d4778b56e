/** What oidc-provider keeps of its sessions, codes and tokens, in memory: as many providers share it as are built on it. */
export function keepInMemory() {
  const kept = new Map<string, Record<string, unknown>>();
  return class {
    readonly model: string;
    constructor(model: string) {
      this.model = model;
    }
    async upsert(id: string, payload: Record<string, unknown>): Promise<void> {
      kept.set(`${this.model} ${id}`, payload);
    }
    async find(id: string): Promise<Record<string, unknown> | undefined> {
      return kept.get(`${this.model} ${id}`);
    }
    async findByUid(uid: string): Promise<Record<string, unknown> | undefined> {
      return [...kept.entries()].find(
        ([key, one]) => key.startsWith(`${this.model} `) && one["uid"] === uid,
      )?.[1];
    }
    async findByUserCode(): Promise<undefined> {}
    async consume(id: string): Promise<void> {
      Object.assign(kept.get(`${this.model} ${id}`) ?? {}, { consumed: true });
    }
    async destroy(id: string): Promise<void> {
      kept.delete(`${this.model} ${id}`);
    }
    async revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, one] of kept)
        if (key.startsWith(`${this.model} `) && one["grantId"] === grantId) kept.delete(key);
    }
  };
}
