/** Hosts that an operating system contacts by itself: updates, time, "am I online". They tell the system; of whoever passes the question on for others, too. */
import { CLOUD, DEVICE_HOST, FACTORY_NAME, HINT, MAKER_FORM, WEAK } from '../certainty.ts';
import type { DomainRow } from './index.ts';

const apple = { vendor: 'Apple' } as const;
const windows = { os_family: 'Windows' } as const;
const linux = { os_family: 'Linux' } as const;
const android = { os_family: 'Android' } as const;
const ios = { vendor: 'Apple', os_family: 'iOS' } as const;
const mac = { vendor: 'Apple', category: 'Personal Computer', os_family: 'macOS' } as const;

export const SYSTEMS: readonly DomainRow[] = [
  // Apple
  ['mesu.apple.com gdmf.apple.com gs.apple.com gsa.apple.com xp.apple.com albert.apple.com humb.apple.com deviceenrollment.apple.com iprofiles.apple.com mdmenrollment.apple.com', apple, DEVICE_HOST],
  ['time.apple.com configuration.apple.com init.ess.apple.com init-p01st.push.apple.com push.apple.com courier.push.apple.com gsp-ssl.ls.apple.com gspe1-ssl.ls.apple.com ppq.apple.com ocsp2.apple.com', apple, DEVICE_HOST],
  ['captive.apple.com bag.itunes.apple.com init.itunes.apple.com guzzoni.apple.com keyvalueservice.icloud.com escrowproxy.icloud.com gateway.icloud.com setup.icloud.com metrics.icloud.com', apple, HINT],
  ['time-ios.apple.com appldnld.apple.com iphone-ld.apple.com iphonesubmissions.apple.com', ios, DEVICE_HOST],
  ['time-macos.apple.com swscan.apple.com swcdn.apple.com swdist.apple.com swdownload.apple.com swquery.apple.com oscdn.apple.com osrecovery.apple.com', mac, DEVICE_HOST],
  ['aaplimg.com mzstatic.com cdn-apple.com', apple, WEAK],
  // Windows
  ['windowsupdate.com update.microsoft.com windowsupdate.microsoft.com delivery.mp.microsoft.com dl.delivery.mp.microsoft.com sls.update.microsoft.com fe2.update.microsoft.com emdl.ws.microsoft.com', windows, DEVICE_HOST],
  ['msftncsi.com msftconnecttest.com www.msftconnecttest.com ipv6.msftconnecttest.com dns.msftncsi.com time.windows.com', windows, DEVICE_HOST],
  ['settings-win.data.microsoft.com v10.events.data.microsoft.com v20.events.data.microsoft.com vortex-win.data.microsoft.com watson.telemetry.microsoft.com telecommand.telemetry.microsoft.com wns.windows.com client.wns.windows.com', windows, DEVICE_HOST],
  ['activation.sls.microsoft.com licensing.mp.microsoft.com displaycatalog.mp.microsoft.com tsfe.trafficshaping.dsp.mp.microsoft.com wdcp.microsoft.com smartscreen.microsoft.com', windows, FACTORY_NAME],
  ['teredo.ipv6.microsoft.com win10.ipv6.microsoft.com', windows, HINT],
  ['wsus.ds.b1.download.windowsupdate.com', windows, DEVICE_HOST],
  // Android, ChromeOS
  ['connectivitycheck.gstatic.com connectivitycheck.android.com time.android.com android.clients.google.com android.googleapis.com mtalk.google.com', android, HINT],
  ['android.pool.ntp.org', android, DEVICE_HOST],
  ['play.googleapis.com play-fe.googleapis.com', android, WEAK],
  ['tools.google.com cros-omahaproxy.appspot.com dl.google.com', { os_family: 'ChromeOS' }, WEAK],
  ['chromeos-ca.gstatic.com', { category: 'Personal Computer', os_family: 'ChromeOS' }, HINT],
  // Phone makers' systems
  ['fota-cloud-dn.ospserver.net fota-secure-dn.ospserver.net fota-apps.samsungdm.com dms.ospserver.net samsungdm.com samsungdmroute.com samsungapps.com samsungosp.com', { vendor: 'Samsung', category: 'Smartphone', os_family: 'Android' }, HINT],
  ['miui.com connect.rom.miui.com update.miui.com resolver.msg.xiaomi.net data.mistat.xiaomi.com sdkconfig.ad.xiaomi.com', { vendor: 'Xiaomi', category: 'Smartphone', os_family: 'Android' }, HINT],
  ['connectivitycheck.platform.hicloud.com hicloud.com query.hicloud.com dbankcloud.com dbankcloud.cn update.dbankcdn.com', { vendor: 'Huawei', os_family: 'Android' }, HINT],
  ['heytapmobile.com heytapmobi.com coloros.com allawnos.com allawntech.com', { vendor: 'OPPO', category: 'Smartphone', os_family: 'Android' }, HINT],
  ['vivo.com.cn vivoglobal.com vivo-push.com', { vendor: 'vivo', category: 'Smartphone', os_family: 'Android' }, HINT],
  ['motorola.com svcmot.com argo.svcmot.com', { vendor: 'Motorola', category: 'Smartphone', os_family: 'Android' }, HINT],
  ['oneplus.net oneplus.cn', { vendor: 'OnePlus', category: 'Smartphone', os_family: 'Android' }, WEAK],
  ['transsion.com transsion-os.com shalltry.com', { vendor: 'Transsion', category: 'Smartphone', os_family: 'Android' }, HINT],
  // Linux and BSD
  ['connectivity-check.ubuntu.com ntp.ubuntu.com archive.ubuntu.com security.ubuntu.com changelogs.ubuntu.com motd.ubuntu.com esm.ubuntu.com ports.ubuntu.com api.snapcraft.io ubuntu.pool.ntp.org', linux, DEVICE_HOST],
  ['deb.debian.org security.debian.org ftp.debian.org debian.pool.ntp.org network-test.debian.org', linux, DEVICE_HOST],
  ['mirrors.fedoraproject.org fedora.pool.ntp.org mirrorlist.centos.org centos.pool.ntp.org mirrors.centos.org rhel.pool.ntp.org subscription.rhsm.redhat.com cdn.redhat.com mirrors.rockylinux.org mirrors.almalinux.org', linux, DEVICE_HOST],
  ['nmcheck.gnome.org fwupd.org cdn.fwupd.org download.opensuse.org suse.pool.ntp.org opensuse.pool.ntp.org arch.pool.ntp.org ping.archlinux.org geo.mirror.pkgbuild.com dl-cdn.alpinelinux.org alpine.pool.ntp.org http.kali.org gentoo.pool.ntp.org', linux, DEVICE_HOST],
  ['archive.raspberrypi.org archive.raspberrypi.com raspbian.raspberrypi.org mirrordirector.raspbian.org', { vendor: 'Raspberry Pi', category: 'Embedded Systems', os_family: 'Linux' }, DEVICE_HOST],
  // Not a router's alone: lamps and cameras are built from it, too
  ['openwrt.pool.ntp.org downloads.openwrt.org lede.pool.ntp.org', { os_family: 'Linux' }, DEVICE_HOST],
  ['freebsd.pool.ntp.org pkg.freebsd.org update.freebsd.org vuxml.freebsd.org', { os_family: 'FreeBSD' }, DEVICE_HOST],
  ['pfsense.pool.ntp.org files.pfsense.org updates.pfsense.org packages.netgate.com files00.netgate.com ews.netgate.com acb.netgate.com', { vendor: 'Netgate', category: 'Firewall', os_family: 'FreeBSD' }, DEVICE_HOST],
  ['opnsense.pool.ntp.org pkg.opnsense.org', { category: 'Firewall', os_family: 'FreeBSD' }, DEVICE_HOST],
  ['version.home-assistant.io hassio-addons.io alerts.home-assistant.io checkonline.home-assistant.io', { category: 'Smart Home Gateway', os_family: 'Linux' }, DEVICE_HOST],
  ['addons.libreelec.tv update.libreelec.tv mirrors.kodi.tv', { category: 'Video Streaming', os_family: 'Linux' }, FACTORY_NAME],
  ['enterprise.proxmox.com download.proxmox.com shop.proxmox.com', { vendor: 'Proxmox', category: 'Hypervisor', os_family: 'Linux' }, FACTORY_NAME],
  ['hostupdate.vmware.com vcsa.vmware.com vapp-updates.vmware.com', { vendor: 'VMware', category: 'Hypervisor' }, DEVICE_HOST],
  ['update.truenas.com update.freenas.org', { vendor: 'iXsystems', category: 'Network Storage' }, DEVICE_HOST],
  ['keyserver.unraid.net', { vendor: 'Unraid', category: 'Network Storage', os_family: 'Linux' }, MAKER_FORM],
  ['igel.com igelcommunity.com', { vendor: 'IGEL', category: 'Thin Client', os_family: 'Linux' }, CLOUD],
  // What computers' makers put on their computers
  ['downloads.dell.com fpdownloads.dell.com', { vendor: 'Dell', category: 'Personal Computer' }, HINT],
  ['download.lenovo.com supportapi.lenovo.com api-cde.lenovo.com vantage.csw.lenovo.com', { vendor: 'Lenovo', category: 'Personal Computer' }, HINT],
  ['liveupdate01.asus.com liveupdate01s.asus.com dlcdnets.asus.com', { vendor: 'Asus' }, HINT],
];
