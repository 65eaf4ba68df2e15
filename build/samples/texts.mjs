// Reports from a harbour that does not exist, one per line, written for these samples.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const REPORTS = [
  ['Ferry Nordstjerne left berth 4 at 06:40 with 212 passengers, nothing to report.', ['arrival or departure']],
  ['Collision between a fishing boat and the east pier at 08:15, slight damage to the bow, nobody hurt.', ['accident']],
  ['Buoy 12 has lost its light; ships are asked to keep well clear until it is replaced.', ['warning', 'repair']],
  ['Strong wind from the south-west expected after noon, gusts up to 22 metres per second.', ['weather', 'warning']],
  ['Crane 3 is out of service for its yearly inspection until Thursday.', ['repair']],
  ['Cargo ship Halcyon Bay arrived with 480 containers and took the berth at the long quay.', ['arrival or departure']],
  ['A cyclist fell on the wet cobbles near the fish market and was looked after by the crew of the pilot boat.', ['accident']],
  ['Thick fog in the harbour mouth, pilots recommend waiting at the outer buoy.', ['weather', 'warning']],
  ['The painters have finished the railings of the west pier; the path is open again.', ['repair']],
  ['Two sailing boats touched each other while turning; the skippers agreed on the spot.', ['accident']],
  ['The evening ferry is cancelled because of high waves; the next one leaves at 07:10.', ['weather', 'arrival or departure']],
  ['A pallet of oranges fell into the water at berth 2, most of it was fished out by noon.', ['accident']],
  ['Clear sky, light breeze, visibility more than twenty kilometres.', ['weather']],
  ['Divers are at work below the long quay between 9 and 15 o\u2019clock; keep the engine in neutral when passing.', ['warning', 'repair']],
  ['Research vessel Petrel sailed for a three-week journey with eleven people on board.', ['arrival or departure']],
  ['The new tide gauge shows four centimetres too much; the figures on the board are corrected by hand.', ['repair']],
  ['Ice on the steps of the pilot station, salt has been spread, please use the handrail.', ['warning', 'weather']],
  ['The tugboat Bj\u00f8rn helped the ferry back to its berth after a rope had got into the propeller.', ['accident']],
  ['Caf\u00e9 owners ask for the lamp beside the tram stop to be mended before the festival \u{1F41F}.', ['repair']],
  ['Heavy rain has flooded the car park behind the customs house; forty cars were moved in time.', ['weather']],
  ['Fishing boats Ida and Solveig came in with a good catch of herring at dawn.', ['arrival or departure']],
  ['A gull took the harbour master\u2019s sandwich during the morning round; no further incidents.', []],
  ['Swell from the north, boats under eight metres should stay inside the breakwater.', ['weather', 'warning']],
  ['The lift in building 7 is stuck between two floors; nobody is inside.', ['repair', 'accident']],
  ['Container terminal reports a record month and thanks all shifts.', []],
  ['Motor yacht ran aground on the sandbank at low tide and floated free by itself in the evening.', ['accident']],
  ['Slow down near berth 6: the swans are breeding again.', ['warning']],
  ['The passenger ship Meridian leaves tomorrow at 10 with a brass band on deck.', ['arrival or departure']],
];

/** Writes the texts into `dir`: one file, one report per line. Answers text and labels of each line. */
export async function makeTexts(dir) {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'harbour-reports.txt'), REPORTS.map(([t]) => t).join('\n') + '\n');
  return REPORTS.map(([text, labels], i) => ({ file: 'harbour-reports.txt', line: i + 1, text, labels, labeled: i < 20 && labels.length > 0 }));
}
