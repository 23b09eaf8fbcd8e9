export * from '/assets/core-RP6AD5XM.js';
