/** Apple's own identifiers of its models (`iPhone15,2`), as AirPlay, RAOP and `_device-info` say them: family always, the name in the shop where we know it. */
import type { Claim } from '../../model/index.ts';
import { MAKER_FORM, NAMES_ITSELF } from '../certainty.ts';
import { claimOf, type Reader, type Said } from '../rule.ts';

const apple = { vendor: 'Apple' } as const;

/** Longer names first: `AppleTV` before none, `iPad` alone. */
const FAMILIES: Readonly<Record<string, Said>> = {
  iPhone: { ...apple, category: 'Smartphone', os_family: 'iOS' },
  iPad: { ...apple, category: 'Tablet', os_family: 'iPadOS' },
  iPod: { ...apple, category: 'Mobile Device', os_family: 'iOS' },
  Watch: { ...apple, category: 'Wearable', os_family: 'watchOS' },
  AppleTV: { ...apple, category: 'Video Streaming', os_family: 'tvOS' },
  AudioAccessory: { ...apple, category: 'Smart Speaker' },
  RealityDevice: { ...apple, category: 'Wearable', os_family: 'visionOS' },
  AirPort: { ...apple, category: 'Router' },
  TimeCapsule: { ...apple, category: 'Router' },
  MacBookPro: { ...apple, category: 'Personal Computer', os_family: 'macOS' },
  MacBookAir: { ...apple, category: 'Personal Computer', os_family: 'macOS' },
  MacBook: { ...apple, category: 'Personal Computer', os_family: 'macOS' },
  Macmini: { ...apple, category: 'Personal Computer', os_family: 'macOS' },
  MacPro: { ...apple, category: 'Personal Computer', os_family: 'macOS' },
  iMacPro: { ...apple, category: 'Personal Computer', os_family: 'macOS' },
  iMac: { ...apple, category: 'Personal Computer', os_family: 'macOS' },
  Mac: { ...apple, category: 'Personal Computer', os_family: 'macOS' },
};

/** Names in the shop, `family: numbers name; ...`. */
const NAMES = `
iPhone: 6,1 6,2 iPhone 5s; 7,1 iPhone 6 Plus; 7,2 iPhone 6; 8,1 iPhone 6s; 8,2 iPhone 6s Plus; 8,4 iPhone SE; 9,1 9,3 iPhone 7; 9,2 9,4 iPhone 7 Plus; 10,1 10,4 iPhone 8; 10,2 10,5 iPhone 8 Plus; 10,3 10,6 iPhone X; 11,2 iPhone XS; 11,4 11,6 iPhone XS Max; 11,8 iPhone XR; 12,1 iPhone 11; 12,3 iPhone 11 Pro; 12,5 iPhone 11 Pro Max; 12,8 iPhone SE (2nd generation); 13,1 iPhone 12 mini; 13,2 iPhone 12; 13,3 iPhone 12 Pro; 13,4 iPhone 12 Pro Max; 14,2 iPhone 13 Pro; 14,3 iPhone 13 Pro Max; 14,4 iPhone 13 mini; 14,5 iPhone 13; 14,6 iPhone SE (3rd generation); 14,7 iPhone 14; 14,8 iPhone 14 Plus; 15,2 iPhone 14 Pro; 15,3 iPhone 14 Pro Max; 15,4 iPhone 15; 15,5 iPhone 15 Plus; 16,1 iPhone 15 Pro; 16,2 iPhone 15 Pro Max; 17,1 iPhone 16 Pro; 17,2 iPhone 16 Pro Max; 17,3 iPhone 16; 17,4 iPhone 16 Plus; 17,5 iPhone 16e
iPad: 4,1 4,2 4,3 iPad Air; 4,4 4,5 4,6 iPad mini 2; 4,7 4,8 4,9 iPad mini 3; 5,1 5,2 iPad mini 4; 5,3 5,4 iPad Air 2; 6,3 6,4 iPad Pro 9.7-inch; 6,7 6,8 iPad Pro 12.9-inch; 6,11 6,12 iPad (5th generation); 7,1 7,2 iPad Pro 12.9-inch (2nd generation); 7,3 7,4 iPad Pro 10.5-inch; 7,5 7,6 iPad (6th generation); 7,11 7,12 iPad (7th generation); 8,1 8,2 8,3 8,4 iPad Pro 11-inch; 8,5 8,6 8,7 8,8 iPad Pro 12.9-inch (3rd generation); 8,9 8,10 iPad Pro 11-inch (2nd generation); 8,11 8,12 iPad Pro 12.9-inch (4th generation); 11,1 11,2 iPad mini (5th generation); 11,3 11,4 iPad Air (3rd generation); 11,6 11,7 iPad (8th generation); 12,1 12,2 iPad (9th generation); 13,1 13,2 iPad Air (4th generation); 13,4 13,5 13,6 13,7 iPad Pro 11-inch (3rd generation); 13,8 13,9 13,10 13,11 iPad Pro 12.9-inch (5th generation); 13,16 13,17 iPad Air (5th generation); 13,18 13,19 iPad (10th generation); 14,1 14,2 iPad mini (6th generation); 14,3 14,4 iPad Pro 11-inch (4th generation); 14,5 14,6 iPad Pro 12.9-inch (6th generation)
iPod: 5,1 iPod touch (5th generation); 7,1 iPod touch (6th generation); 9,1 iPod touch (7th generation)
Watch: 3,1 3,2 3,3 3,4 Apple Watch Series 3; 4,1 4,2 4,3 4,4 Apple Watch Series 4; 5,1 5,2 5,3 5,4 Apple Watch Series 5; 5,9 5,10 5,11 5,12 Apple Watch SE; 6,1 6,2 6,3 6,4 Apple Watch Series 6; 6,6 6,7 6,8 6,9 Apple Watch Series 7; 6,18 Apple Watch Ultra
AppleTV: 2,1 Apple TV (2nd generation); 3,1 3,2 Apple TV (3rd generation); 5,3 Apple TV HD; 6,2 Apple TV 4K; 11,1 Apple TV 4K (2nd generation); 14,1 Apple TV 4K (3rd generation)
AudioAccessory: 1,1 1,2 HomePod; 5,1 HomePod mini; 6,1 HomePod (2nd generation)
AirPort: 4,107 AirPort Express; 10,115 AirPort Express (2nd generation)
MacBookPro: 17,1 MacBook Pro 13-inch (M1, 2020); 18,1 18,2 MacBook Pro 16-inch (2021); 18,3 18,4 MacBook Pro 14-inch (2021)
MacBookAir: 10,1 MacBook Air (M1, 2020)
Macmini: 8,1 Mac mini (2018); 9,1 Mac mini (M1, 2020)
iMac: 21,1 21,2 iMac 24-inch (M1, 2021)
MacPro: 6,1 Mac Pro (Late 2013); 7,1 Mac Pro (2019)
Mac: 13,1 13,2 Mac Studio (2022); 14,2 MacBook Air (M2, 2022); 14,3 Mac mini (M2, 2023); 14,12 Mac mini (M2 Pro, 2023); 14,5 14,9 MacBook Pro 14-inch (2023); 14,6 14,10 MacBook Pro 16-inch (2023); 14,7 MacBook Pro 13-inch (M2, 2022); 14,8 Mac Pro (2023); 14,13 14,14 Mac Studio (2023); 14,15 MacBook Air 15-inch (M2, 2023); 15,3 MacBook Pro 14-inch (M3, 2023); 15,4 15,5 iMac 24-inch (M3, 2023); 15,12 MacBook Air 13-inch (M3, 2024); 15,13 MacBook Air 15-inch (M3, 2024); 16,10 Mac mini (M4, 2024); 16,11 Mac mini (M4 Pro, 2024)`;

const SHOP: ReadonlyMap<string, string> = new Map(NAMES.trim().split('\n').flatMap((line) => {
  const [family = '', list = ''] = line.split(': ');
  return list.split('; ').flatMap((entry) => {
    const at = entry.search(/ (?!\d{1,2},\d)/);
    return entry.slice(0, at).split(' ').map((numbers) => [`${family}${numbers}`, entry.slice(at + 1)] as const);
  });
}));

const IDENTIFIER = /^([A-Za-z]{3,14})(\d{1,2},\d{1,3})$/;

/** `iPhone15,2`, and a board such as `J105aAP` behind an AirPlay model is none of our words. */
export const readApple: Reader = (value): readonly Claim[] => {
  const [, family = '', numbers = ''] = IDENTIFIER.exec(value) ?? [], said = Object.hasOwn(FAMILIES, family) ? FAMILIES[family] : undefined;
  if (said === undefined) return [];
  const shop = SHOP.get(`${family}${numbers}`);
  return [claimOf(`discovery/apple-${family.toLowerCase()}`, { ...said, model: shop ?? value }, shop === undefined ? MAKER_FORM : NAMES_ITSELF)];
};
