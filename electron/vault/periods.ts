/** Names of calendar periods in the local zone; two dates lie in the same period when the names are equal. */

/** An ISO week, by its Monday. */
export function weekOf(date: Date): string {
  const daysSinceMonday = (date.getDay() + 6) % 7;
  const monday = new Date(date.getFullYear(), date.getMonth(), date.getDate() - daysSinceMonday);
  return `${monthOf(monday)}-${monday.getDate()}`;
}

export function monthOf(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth() + 1}`;
}
