using System.Diagnostics;
using QuestDb;
using QuestDb.Testing;

// The mean of a column, three ways: over whole batches of records, over columns where they were received, and by the server.
// A connect string as the argument takes a real server.
const int Rows = 1_000_000;

await using QuestDbTestServer? server = args.Length == 0 ? await QuestDbTestServer.StartAsync() : null;
await using var db = QuestDbClient.Connect(args.Length == 0 ? server!.ConnectString : args[0]);
await db.ExecuteAsync("DROP TABLE IF EXISTS readings");
await db.CreateTableAsync<Reading>();
await WriteAsync();

// Records: the array behind a batch is used again for the next one, so nothing is allocated per row.
long started = Stopwatch.GetTimestamp();
double sum = 0;
long count = 0;
await foreach (RecordBatch<Reading> batch in db.QueryBatches<Reading>($"SELECT * FROM readings WHERE sensor = {"attic"}"))
{
    foreach (ref readonly Reading reading in batch.Span)
    {
        if (double.IsNaN(reading.Value)) continue;
        sum += reading.Value;
        count++;
    }
}

Print("records", sum / count, started);

// Columns: a reader holds a connection, a cursor its query; a view reads the bytes that came.
started = Stopwatch.GetTimestamp();
(sum, count) = (0, 0);
await using (Reader reader = await db.BorrowReaderAsync())
{
    await using Cursor cursor = await reader.Prepare("SELECT value FROM readings WHERE sensor = $1").Bind(1, "attic").ExecuteAsync();
    while (await cursor.NextBatchAsync() is { } batch)
    {
        // NULL has no place among the values.
        ReadOnlySpan<double> values = batch["value"].AsDouble().Values;
        foreach (double value in values) sum += value;
        count += values.Length;
    }
}

Print("columns", sum / count, started);

started = Stopwatch.GetTimestamp();
Mean[] means = await db.Query<Mean>($"SELECT avg(value) AS value FROM readings WHERE sensor = {"attic"}").ToArrayAsync();
Print("server", means[0].Value, started);
return 0;

void Print(string name, double mean, long since) =>
    Console.WriteLine($"{name,-8} mean {mean:0.0000000} in {Stopwatch.GetElapsedTime(since).TotalMilliseconds,6:N1} ms");

async Task WriteAsync()
{
    string[] sensors = ["attic", "cellar", "garden", "garage"];
    var readings = new Reading[Rows];
    var time = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);
    for (int i = 0; i < Rows; i++)
    {
        double value = i % 1_000 == 0 ? double.NaN : 20 + Math.Sin(i / 1000.0);
        readings[i] = new Reading(sensors[i / 100 % sensors.Length], value, time.AddMilliseconds(i));
    }

    await db.Write<Reading>(readings).AcceptedAsync();
    // An ack means that the server keeps the rows; queries see them a little later.
    while ((await db.Query<Count>("SELECT count() AS rows FROM readings").ToArrayAsync())[0].Rows < Rows) await Task.Delay(20);
}

[QuestTable("readings")]
internal readonly partial record struct Reading([Symbol] string Sensor, double Value, [Designated] DateTime Ts);

[QuestRow]
internal readonly partial record struct Mean(double Value);

[QuestRow]
internal readonly partial record struct Count(long Rows);
