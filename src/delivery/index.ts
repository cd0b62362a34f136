/** Mappings to boxes of others: webhooks, and tags at PAN-OS firewalls. */
export { NotTaken, startDelivery, type Carrier, type DeliveryOptions, type DeliveryPace } from './courier.ts';
export { isLocalAddress, openDestination, type Destination, type DestinationOptions, type Reply } from './destination.ts';
export { PanosTags, type PanosOptions } from './panos.ts';
export { TagBook, tagsOf } from './tag-book.ts';
export { uidMessage, type TagChange } from './panos-xml.ts';
export { signatureOf, webhook } from './webhook.ts';
export { escapeXml, readXml, type XmlNode } from './xml.ts';
