using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace QuestDb.Benchmarks;

/// <summary>In-process runs, so that a copy of the same bytes and the code under test meet the same machine state.</summary>
internal sealed class RowConfig : ManualConfig
{
    public RowConfig(bool quiet)
    {
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(9));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddLogger(quiet ? NullLogger.Instance : ConsoleLogger.Default);
        WithOptions(ConfigOptions.DisableLogFile);
        WithArtifactsPath(Path.Combine(Path.GetTempPath(), "questdb-benchmarks"));
    }
}
