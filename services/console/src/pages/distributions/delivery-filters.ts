import { searchList } from '../../api/search.ts';
import { type DeliveryStatus, deliveryTones, isStatusOf } from '../../api/statuses.ts';

export interface DistributionSearch {
  status?: DeliveryStatus[];
}

export function parseDistributionSearch(search: Record<string, unknown>): DistributionSearch {
  const status = searchList(search.status, (part) => isStatusOf(deliveryTones, part));
  return status ? { status } : {};
}
