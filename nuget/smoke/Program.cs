using QuestDb;
using QuestDb.Testing;
using Smoke;

// Exits 0 when the rows that the packed client wrote come back from the packed server.
await using var server = await QuestDbTestServer.StartAsync();
await using var db = QuestDbClient.Connect(server.ConnectString);

var start = new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc);
Reading[] written =
    [.. Enumerable.Range(0, 1_000).Select(i => new Reading(i % 2 == 0 ? "inside" : "outside", i / 4.0, start.AddSeconds(i)))];
await db.CreateTableAsync<Reading>();
await db.Write<Reading>(written).AcceptedAsync();

string sensor = "outside";
Reading[] read = await db.Query<Reading>($"SELECT * FROM readings WHERE sensor = {sensor}").ToArrayAsync();
bool equal = read.SequenceEqual(written.Where(reading => reading.Sensor == sensor));
Console.WriteLine($"Read {read.Length} rows from the packages: {(equal ? "as written" : "NOT as written")}.");
return equal ? 0 : 1;
