/** The trained model as an ONNX file: one Gemm over a dense row of ids present (https://onnx.ai, onnx.proto3). */

const VARINT = 0, BYTES = 2, FLOAT = 1, INT64_ATTRIBUTE = 2;

function varint(value: number): number[] {
  const out: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) { out.push(rest); return out; }
    out.push((rest % 128) | 0x80);
  }
}
const number = (field: number, value: number): Uint8Array => Uint8Array.from([...varint((field << 3) | VARINT), ...varint(value)]);
function bytes(field: number, value: Uint8Array | string): Uint8Array {
  const body = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  return Buffer.concat([Uint8Array.from([...varint((field << 3) | BYTES), ...varint(body.length)]), body]);
}
const message = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);

/** TensorProto: dims 1, data_type 2, name 8, raw_data 9. */
function tensor(name: string, dims: readonly number[], values: Float32Array): Uint8Array {
  return message(...dims.map((dim) => number(1, dim)), number(2, FLOAT), bytes(8, name), bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)));
}

/** ValueInfoProto: name 1, type 2 { tensor_type 1 { elem_type 1, shape 2 { dim 1 { dim_value 1 | dim_param 2 } } } }. */
function value(name: string, width: number): Uint8Array {
  const shape = message(bytes(1, bytes(2, 'devices')), bytes(1, number(1, width)));
  return message(bytes(1, name), bytes(2, bytes(1, message(number(1, FLOAT), bytes(2, shape)))));
}

/** `ids` has one row a device and one column a key, 1 where the device has it; `logits` comes out. */
export function onnxModel({ keys, bias, weights }: { readonly keys: Uint32Array; readonly bias: Float32Array; readonly weights: Float32Array }): Uint8Array {
  const attribute = (name: string, set: number): Uint8Array => bytes(5, message(bytes(1, name), number(3, set), number(20, INT64_ATTRIBUTE)));
  const gemm = message(bytes(1, 'ids'), bytes(1, 'weights'), bytes(1, 'bias'), bytes(2, 'logits'), bytes(4, 'Gemm'), attribute('transA', 0), attribute('transB', 0));
  const graph = message(bytes(1, gemm), bytes(2, 'score'), bytes(5, tensor('weights', [keys.length, bias.length], weights)), bytes(5, tensor('bias', [bias.length], bias)), bytes(11, value('ids', keys.length)), bytes(12, value('logits', bias.length)));
  return message(number(1, 8), bytes(7, graph), bytes(8, number(2, 13)));
}
