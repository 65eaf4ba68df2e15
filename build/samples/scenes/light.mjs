// Times of day: what the sky, the water and the ground look like, and the veil of light over everything.
export const LIGHTS = {
  dawn: { sky: ['#7f93b2', '#c9b3b4', '#f2c9a0', '#f7dcb8'], far: '#9a8fa0', water: ['#c9a99a', '#7d8ea5', '#4f6a86'], ground: ['#b9a48f', '#8f7d6d'], veil: ['#f7b26a', 0.14], cloud: '#f8ddc4', dim: 0 },
  noon: { sky: ['#3f86c4', '#7fb4dc', '#c3dfee'], far: '#8aa6b8', water: ['#8ec3d4', '#4f97b4', '#2f7397'], ground: ['#cfc4b0', '#ada28f'], veil: ['#fff7df', 0.05], cloud: '#ffffff', dim: 0 },
  overcast: { sky: ['#8f9aa3', '#b3bbc0', '#d0d4d5'], far: '#97a1a8', water: ['#a7b2b6', '#7c8b93', '#5c6d77'], ground: ['#b0aca4', '#8d8982'], veil: ['#8b98a3', 0.14], cloud: '#c8ced1', dim: 0.04 },
  dusk: { sky: ['#3a3f66', '#7a5d84', '#d98a72', '#f0b27c'], far: '#5c5072', water: ['#c98a78', '#6f5f80', '#3c4466'], ground: ['#8b7a78', '#62565c'], veil: ['#b0527a', 0.15], cloud: '#e0997f', dim: 0.1 },
  evening: { sky: ['#1f2b4a', '#39486f', '#6d6d8d', '#b58a80'], far: '#34405f', water: ['#5f6683', '#33476a', '#1f3150'], ground: ['#5d6070', '#444754'], veil: ['#1d2a52', 0.3], cloud: '#56607f', dim: 0.2 },
};
