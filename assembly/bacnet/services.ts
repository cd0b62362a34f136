// Names of BACnet services and network messages (ASHRAE 135 clauses 6.4, 13-17 and 21).
import { fieldDecimal, fieldWord } from "../memory/words";

function say(id: i32, word: string, number: i32): void { if (word.length > 0) fieldWord(id, word); else fieldDecimal(id, <u32>number); }

export function unconfirmedName(id: i32, service: i32): void { say(id, unconfirmed(service), service); }
export function confirmedName(id: i32, service: i32): void { say(id, confirmed(service), service); }
export function networkName(id: i32, type: i32): void { say(id, network(type), type); }
export function linkName(id: i32, type: i32): void { say(id, link(type), type); }

function unconfirmed(service: i32): string {
  switch (service) {
    case 0: return "i_am";
    case 1: return "i_have";
    case 2: return "unconfirmed_cov_notification";
    case 3: return "unconfirmed_event_notification";
    case 4: return "unconfirmed_private_transfer";
    case 5: return "unconfirmed_text_message";
    case 6: return "time_synchronization";
    case 7: return "who_has";
    case 8: return "who_is";
    case 9: return "utc_time_synchronization";
    case 10: return "write_group";
    case 11: return "unconfirmed_cov_notification_multiple";
    case 12: return "unconfirmed_audit_notification";
    case 13: return "who_am_i";
    case 14: return "you_are";
    default: return "";
  }
}

function confirmed(service: i32): string {
  switch (service) {
    case 0: return "acknowledge_alarm";
    case 1: return "confirmed_cov_notification";
    case 2: return "confirmed_event_notification";
    case 3: return "get_alarm_summary";
    case 4: return "get_enrollment_summary";
    case 5: return "subscribe_cov";
    case 6: return "atomic_read_file";
    case 7: return "atomic_write_file";
    case 8: return "add_list_element";
    case 9: return "remove_list_element";
    case 10: return "create_object";
    case 11: return "delete_object";
    case 12: return "read_property";
    case 13: return "read_property_conditional";
    case 14: return "read_property_multiple";
    case 15: return "write_property";
    case 16: return "write_property_multiple";
    case 17: return "device_communication_control";
    case 18: return "confirmed_private_transfer";
    case 19: return "confirmed_text_message";
    case 20: return "reinitialize_device";
    case 21: return "vt_open";
    case 22: return "vt_close";
    case 23: return "vt_data";
    case 24: return "authenticate";
    case 25: return "request_key";
    case 26: return "read_range";
    case 27: return "life_safety_operation";
    case 28: return "subscribe_cov_property";
    case 29: return "get_event_information";
    case 30: return "subscribe_cov_property_multiple";
    case 31: return "confirmed_cov_notification_multiple";
    case 32: return "confirmed_audit_notification";
    case 33: return "audit_log_query";
    default: return "";
  }
}

function network(type: i32): string {
  switch (type) {
    case 0: return "who_is_router_to_network";
    case 1: return "i_am_router_to_network";
    case 2: return "i_could_be_router_to_network";
    case 3: return "reject_message_to_network";
    case 4: return "router_busy_to_network";
    case 5: return "router_available_to_network";
    case 6: return "initialize_routing_table";
    case 7: return "initialize_routing_table_ack";
    case 18: return "what_is_network_number";
    case 19: return "network_number_is";
    default: return "";
  }
}

function link(type: i32): string {
  switch (type) {
    case 0: return "bvlc_result";
    case 1: return "write_broadcast_distribution_table";
    case 2: return "read_broadcast_distribution_table";
    case 3: return "read_broadcast_distribution_table_ack";
    case 5: return "register_foreign_device";
    case 6: return "read_foreign_device_table";
    case 7: return "read_foreign_device_table_ack";
    case 8: return "delete_foreign_device";
    default: return "";
  }
}
