/** GET /edge/v1/enrol/advice: which credential a firewall of this model and release needs (R212 to R217). */
import { EdgeError } from '../../model/index.ts';
import { credentialsFor } from '../../rights/index.ts';
import type { EnrolHandler } from '../enrol-app.ts';

export function enrolAdvice(): EnrolHandler {
  return (c) => {
    const said = (name: string): boolean => {
      const text = c.req.query(name);
      if (text === undefined || text === 'no' || text === 'false' || text === '0') return false;
      if (text === '' || text === 'yes' || text === 'true' || text === '1') return true;
      throw new EdgeError('bad_request', 'panorama, device_certificate and logging_certificate are yes or no');
    };
    const advice = credentialsFor({ model: c.req.query('model')?.slice(0, 64) ?? null, panos: c.req.query('panos')?.slice(0, 32) ?? '', panorama: said('panorama'), deviceCertificate: said('device_certificate'), loggingCertificate: said('logging_certificate') });
    if (advice === undefined) throw new EdgeError('bad_request', 'panos is a release, such as 10.1 or 11.0.1-h2');
    return Response.json(advice);
  };
}
