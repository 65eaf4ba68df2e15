/** "Explore the samples": the workspace that comes with the program is made once, with all four data types and their labels. */
import { connect, enter } from './node-window';
import { expect, test, TestHost } from './harness';

test('the samples open, whole, and a second time at once', async ({ scratch }) => {
  const host = await TestHost.start({ data: scratch });
  const window = await connect(await enter(host.address));
  const info = await window.request('workspace.open-samples', {});
  expect(info).toMatchObject({ name: 'Samples', readOnly: false, recovered: [] });
  const { catalog } = await window.request('state.catalog', {});
  expect(new Set(catalog.datasets.map((dataset) => dataset.dataType))).toEqual(new Set(['image', 'audio', 'text', 'video']));
  expect(catalog.jobs.length).toBeGreaterThanOrEqual(4);
  for (const dataset of catalog.datasets) expect((await window.request('state.columns', { dataset: dataset.id, job: null })).count, dataset.name).toBeGreaterThan(0);
  for (const job of catalog.jobs) {
    const { parts } = await window.request('state.columns', { dataset: job.dataset, job: job.id });
    expect([...(parts['state'] ?? [])].filter((state) => state === 1).length, `labeled samples of ${job.name}`).toBeGreaterThan(0);
  }
  window.close();
  const again = await connect(await enter(await host.freshAddress()));
  expect((await again.request('workspace.open-samples', {})).project).toBe(info.project);
  again.close();
  await host.stop();
});
