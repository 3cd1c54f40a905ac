using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using QuestDb.Benchmarks;
using QuestDb.Benchmarks.Calls;

if (args is [NullServer.Argument])
{
    NullServer.Run();
    return;
}

// All benchmarks, or those whose class name contains an argument; --ratios prints one line a figure instead of tables.
bool ratios = args.Contains("--ratios");
string[] names = [.. args.Where(static arg => !arg.StartsWith('-'))];
(Type Type, RatioGoal Goal)[] benchmarks =
[
    (typeof(EncodeBenchmarks), new RatioGoal(0.03, 0)),
    (typeof(WriterBenchmarks), new RatioGoal(null, 0)),
    (typeof(DecodeBenchmarks), new RatioGoal(0.015, 0.1)),
    // Against the same without the search, not against a copy: it may cost 5 %.
    (typeof(LossyValuesBenchmarks), new RatioGoal(0.95, 0)),
    // The in-process server keeps the rows in this process, so what is allocated is mostly its tables.
    (typeof(WriteBenchmarks), new RatioGoal(null, null)),
    (typeof(QueryBenchmarks), new RatioGoal(null, 1)),
];
foreach ((Type type, RatioGoal goal) in benchmarks)
{
    if (!IsChosen(type)) continue;
    Summary summary = BenchmarkRunner.Run(type, new RowConfig(quiet: ratios));
    RatioReport.Print(Console.Out, type, summary, goal);
}

// These measure processor time of two processes under load, not one operation over and over.
if (IsChosen(typeof(CallsBenchmarks))) CallsBenchmarks.Run(Console.Out, ratios);

bool IsChosen(Type type) => names.Length == 0 || names.Any(name => type.Name.Contains(name, StringComparison.OrdinalIgnoreCase));
