import type { Pagination } from "@sluice/definition/resources";

export interface Page<T> {
  readonly data: readonly T[];
  readonly pagination: Pagination;
}

interface Asked {
  readonly page: number;
  readonly perPage: number;
}

export function rowsOf({ page, perPage }: Asked): { skip: number; take: number } {
  return { skip: (page - 1) * perPage, take: perPage };
}

export function pageOf<T>(data: readonly T[], totalCount: number, { page, perPage }: Asked): Page<T> {
  return { data, pagination: { page, perPage, pageCount: Math.ceil(totalCount / perPage), totalCount } };
}
