/** The door of behaviour. */
export { AXES, axisOf, type Axis } from './axes.ts';
export { Behaviour, type BehaviourOptions, type NewHabit } from './behaviour.ts';
