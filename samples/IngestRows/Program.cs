using QuestDb.Testing;

// Rows of several tables, value by value, as they come from a feed. A connect string as the argument takes a real server.
await using QuestDbTestServer? server = args.Length == 0 ? await QuestDbTestServer.StartAsync() : null;
await using var db = QuestDbClient.Connect(args.Length == 0 ? server!.ConnectString : args[0]);
await db.ExecuteAsync("DROP TABLE IF EXISTS quotes");
await db.ExecuteAsync("DROP TABLE IF EXISTS halts");

using RowSender sender = db.BorrowRowSender();
var time = new DateTime(2026, 1, 5, 9, 30, 0, DateTimeKind.Utc);
for (int i = 0; i < 10_000; i++)
{
    time = time.AddMilliseconds(7);
    // A null leaves the value out: it is NULL in this row.
    decimal? ask = i % 10 == 0 ? null : 100.25m + (i % 50);
    sender.Table("quotes")
        .Symbol("symbol", i % 2 == 0 ? "ACME" : "INIT")
        .Column("bid", 100m + (i % 50))
        .Column("ask", ask)
        .Column("size", 10 * (1 + (i % 7)))
        .At(time);

    if (i % 2_500 == 0) sender.Table("halts").Symbol("symbol", "ACME").Column("reason", "auction").At(time);
}

// Rows leave by themselves, by number and by time; this sends the last of them now.
sender.Flush();
await sender.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(30));
Console.WriteLine($"Frames up to FSN {sender.AckedFsn} are accepted.");

// Rows that belong together go out together, or not at all, from a buffer of their own.
RowBuffer together = sender.NewBuffer();
together.Table("halts").Symbol("symbol", "INIT").Column("reason", "news").At(time);
together.Table("quotes").Symbol("symbol", "INIT").Column("size", 0).At(time);
await sender.Flush(together).AcceptedAsync();
Console.WriteLine($"And those of the buffer with FSN {sender.AckedFsn}.");
return 0;
