// Fields in which a device, or somebody who knows it, says in words what it is. The same in every protocol that has them, so that a record
// reads alike whoever sent it. Constants only: asc and Bun both import this file as it is.
export const F_ID_VENDOR: i32 = 140; // maker's name
export const F_ID_VENDOR_CODE: i32 = 141; // maker's number in the protocol's own registry (BACnet vendor id, ODVA vendor, PROFINET vendor)
export const F_ID_PRODUCT: i32 = 142; // product name
export const F_ID_PRODUCT_CODE: i32 = 143; // order number, product code, as text
export const F_ID_MODEL: i32 = 144;
export const F_ID_HARDWARE: i32 = 145; // hardware revision
export const F_ID_FIRMWARE: i32 = 146; // firmware revision
export const F_ID_SOFTWARE: i32 = 147; // software, operating system or application with its version
export const F_ID_SERIAL: i32 = 148; // one unit's: never evidence of a type
export const F_ID_NAME: i32 = 149; // the name given to the unit
export const F_ID_DESCRIPTION: i32 = 150; // free text about the system (sysDescr, LLDP system description)
export const F_ID_LOCATION: i32 = 151;
export const F_ID_DEVICE_TYPE: i32 = 152; // class of device, in the protocol's own words or number, as text
export const F_ID_MANAGEMENT_IP: i32 = 153; // address the device says it is managed at
export const F_ID_DEVICE_MAC: i32 = 154; // the MAC of the device meant, when it is not the frame's sender
export const F_ID_CAPABILITIES: i32 = 155; // what it does (bridge, router, telephone, ...), a list
export const F_ID_OBJECT_ID: i32 = 156; // sysObjectID, device instance, station id: as text
export const F_ID_URL: i32 = 157;
export const F_ID_FUNCTION: i32 = 158; // message or function within the protocol, by its name
export const F_ID_PORT: i32 = 159; // interface of the speaker that the message left by
