// Record kinds and fields of industrial protocols (kinds 32-47, fields 420-499). What a device says it is stands in identity.ts. Constants
// only: asc and Bun both import this file as it is.
export const KIND_MODBUS: i32 = 32; // modbus
export const KIND_BACNET: i32 = 33; // bacnet
export const KIND_ENIP: i32 = 34; // enip
export const KIND_PNDCP: i32 = 35; // pndcp: PROFINET discovery and configuration
export const KIND_S7COMM: i32 = 36; // s7comm
export const KIND_DNP3: i32 = 37; // dnp3
export const KIND_OPCUA: i32 = 38; // opcua
export const KIND_FINS: i32 = 39; // fins
export const PLANT_FIRST: i32 = 32;
export const PLANT_LAST: i32 = 47;

export const F_PLANT_UNIT: i32 = 420; // modbus unit identifier: a gateway speaks for several
export const F_PLANT_EXCEPTION: i32 = 421; // the answer is a refusal, by its code
// bacnet
export const F_BACNET_MAX_APDU: i32 = 425; // bytes
export const F_BACNET_SEGMENTATION: i32 = 426; // 0 both, 1 transmit, 2 receive, 3 none
export const F_BACNET_ORIGIN_IP: i32 = 427; // of a forwarded message: the sender's own address
export const F_BACNET_ORIGIN_PORT: i32 = 428;
export const F_BACNET_NETWORK: i32 = 429; // of a device behind a router, with its address there
export const F_BACNET_ADDRESS: i32 = 430; // hex
// enip
export const F_ENIP_STATUS: i32 = 435; // status word of the identity object
export const F_ENIP_STATE: i32 = 436;
// pndcp
export const F_DCP_ROLE: i32 = 440; // bits: 1 device, 2 controller, 4 multidevice, 8 supervisor
export const F_DCP_IP: i32 = 441;
export const F_DCP_NETMASK: i32 = 442;
export const F_DCP_GATEWAY: i32 = 443;
export const F_DCP_IP_STATE: i32 = 444; // block info: 0 not set, 1 set, 2 by DHCP, 128 and above: somebody else has the address
export const F_DCP_ALIAS: i32 = 445;
export const F_DCP_OEM: i32 = 446; // vendor and device number of the maker behind the maker, as text
// s7comm
export const F_S7_MODULE_NAME: i32 = 450; // name given to the module, where F_ID_NAME is the station's
export const F_S7_PLANT: i32 = 451; // plant designation
export const F_S7_COPYRIGHT: i32 = 452;
export const F_S7_CARD_SERIAL: i32 = 453; // of the memory card
export const F_S7_CALLED: i32 = 454; // transport selector that is called: connection type, rack and slot
// dnp3
export const F_DNP3_SOURCE: i32 = 460; // link addresses
export const F_DNP3_DESTINATION: i32 = 461;
export const F_DNP3_USER_ID: i32 = 462; // identification code that the user gave
// opcua
export const F_OPC_APPLICATION_URI: i32 = 470;
export const F_OPC_PRODUCT_URI: i32 = 471;
export const F_OPC_POLICY: i32 = 472; // security policies offered or used, a list
export const F_OPC_BUILD: i32 = 473; // build number
