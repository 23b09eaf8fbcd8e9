import { loadFrame } from '../../bundles/load-frame.ts';
import { lazyView } from '../../lazy/lazy-view.tsx';

export const DeliveryStatus = lazyView(loadFrame, 'DeliveryStatus');
export const FailedDelivery = lazyView(loadFrame, 'FailedDelivery');
