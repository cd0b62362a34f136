/** Companies that make the radio module, the chip or the board for others: their MAC prefix and their defaults name no product. */
import type { MakerRows } from './rows.ts';

export const moduleMakers = (): MakerRows => [
  [null, [
    'Espressif*', 'GainSpan*', 'Hi-Flying*: high flying*', 'Murata*', 'AzureWave*', 'Lite-On*: liteon*', 'Foxconn*: hon hai*, hongfujin*, fu gui, fugui*, chongqing fugui*',
    'Cloud Network Technology*: funai cloud', 'Texas Instruments*', 'Realtek*', 'Quectel*', 'Silicon Labs*: silicon lab*, silicon laboratories*',
    'USI*: universal global scientific*, universal scientific industrial*', 'AMPAK*', 'Wistron*: wnc*', 'Intel*', 'Broadcom*', 'Qualcomm*', 'Atheros*', 'Microchip*: atmel*',
    'Nordic Semiconductor*', 'Marvell*', 'MediaTek*', 'Ralink*', 'Bouffalo Lab*: bouffalo*', 'Beken*', 'Fn-Link*: hunan fn link*', 'Bilian*: lb link*', 'Rivet Networks*',
    'u-blox*: ublox*', 'SIMCom*', 'Fibocom*', 'WIZnet*', 'Cypress Semiconductor*: cypress*', 'Tuya*', 'Infineon*', 'NXP*: freescale*',
    'STMicroelectronics*: st microelectronics*', 'Renesas*', 'Dialog Semiconductor*', 'Telink*', 'AltoBeam*', 'LG Innotek*', 'Samsung Electro-Mechanics*', 'Pegatron*',
    'Flextronics*: flex', 'Jabil*', 'Celestica*', 'Benchmark Electronics*', 'Sanmina*', 'Goertek*: weifang goertek*', 'Luxshare*',
    'Gaoshengda*: hui zhou gaoshengda*, huizhou gaoshengda*', 'AI-Link*: sichuan ai link*', 'Earda*', 'iComm*', 'SuperElectron*', 'MXCHIP*', 'Kanghai*', 'RF-Link*', 'Jingxun*',
    'Ezurio*: laird connectivity*, laird technologies*, laird', 'Mitsumi*', 'Qinheng*', 'Integrated Device Technology*', 'EM Microelectronic*', 'Chipsea*', 'Barrot*', 'Redpine*',
    'Roving Networks*', 'Bluegiga*', 'Rigado*', 'Taiyo Yuden*', 'Artesyn*', 'Radisys*', 'Shiyuan*: guangzhou shiyuan*, cvte*', 'Sernet*', 'Gongjin*', 'Allwinner*',
    'Rockchip*: fuzhou rockchip*', 'Amlogic*', 'Telechips*', 'ASIX*', 'DAVICOM*', 'Winbond*', 'VIA Technologies*: via', 'Actions Microelectronics*', 'Asiarf*', 'Sparklan*',
    'Unex*', 'Z-Com*', 'Hosiden*', 'Minebea*: minebeamitsumi*', 'Chicony*', 'Primax*', 'Season: season electronics', 'Home Control Singapore*', 'Compex*', 'AcSiP*',
    'Wu Qi*: wuqi*', 'Anyka*', 'Ingenic*', 'Hichip*', 'Lierda*', 'Neoway*', 'MeiG*', 'Gosuncn*', 'Sunsea*', 'Cinterion*: gemalto m2m*', 'Thales DIS*', 'Ohsung*', 'Foxlink*',
    'Qisda*',
  ]],
];
