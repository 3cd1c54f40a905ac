using System.Diagnostics;
using QuestDb.Testing;

// Columns that lie in memory anyway, sent without making records of them. A connect string as the argument takes a real server.
const int Rows = 500_000;
const int ChunkRows = 50_000;

await using QuestDbTestServer? server = args.Length == 0 ? await QuestDbTestServer.StartAsync() : null;
await using var db = QuestDbClient.Connect(args.Length == 0 ? server!.ConnectString : args[0]);
await db.ExecuteAsync("DROP TABLE IF EXISTS sensors");

// A sensor's readings: a code for its name, a value that is missing now and then, and the time.
string[] names = ["attic", "cellar", "garden", "garage"];
var codes = new byte[ChunkRows];
var values = new double[ChunkRows];
var valid = new byte[(ChunkRows + 7) / 8];
var times = new long[ChunkRows];

long started = Stopwatch.GetTimestamp();
using (ColumnSender sender = db.BorrowColumnSender())
{
    var chunk = new Chunk("sensors");
    for (int start = 0; start < Rows; start += ChunkRows)
    {
        Measure(start);
        chunk
            .Symbol("sensor", codes, names)
            .ColumnDouble("value", values, valid)
            .At(times, TimestampUnit.Milliseconds);
        // The flush has encoded the rows when it returns: the arrays are free, and the chunk is empty again.
        sender.Flush(chunk);
    }

    await sender.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(30));
}

TimeSpan elapsed = Stopwatch.GetElapsedTime(started);
Console.WriteLine($"{Rows:N0} rows accepted in {elapsed.TotalMilliseconds:N0} ms, {Rows / elapsed.TotalSeconds:N0} rows/s.");
return 0;

void Measure(int start)
{
    for (int i = 0; i < ChunkRows; i++)
    {
        int row = start + i;
        bool missing = row % 100 == 99;
        codes[i] = (byte)(row % names.Length);
        values[i] = missing ? 0 : 20 + Math.Sin(row / 1000.0);
        if (missing) valid[i / 8] &= (byte)~(1 << (i % 8));
        else valid[i / 8] |= (byte)(1 << (i % 8));
        times[i] = 1_767_225_600_000 + row;
    }
}
