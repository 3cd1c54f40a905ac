using System.Diagnostics;
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace QuestDb.TestSupport.TimeLimits;

/// <summary>A test that fails when it does not end within its time limit. What it does after that is not seen any more.</summary>
internal sealed class TimeLimitedTestCase(IXunitTestCase test) : IXunitTestCase
{
    private readonly TimeSpan _limit = LimitOf(test);

    public Exception InitializationException => test.InitializationException;

    public IMethodInfo Method => test.Method;

    public int Timeout => test.Timeout;

    public string DisplayName => test.DisplayName;

    public string SkipReason => test.SkipReason;

    public ISourceInformation SourceInformation
    {
        get => test.SourceInformation;
        set => test.SourceInformation = value;
    }

    public ITestMethod TestMethod => test.TestMethod;

    public object[] TestMethodArguments => test.TestMethodArguments;

    public Dictionary<string, List<string>> Traits => test.Traits;

    public string UniqueID => test.UniqueID;

    public void Deserialize(IXunitSerializationInfo info) => test.Deserialize(info);

    public void Serialize(IXunitSerializationInfo info) => test.Serialize(info);

    public async Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        using var messages = new TestMessages(messageBus);
        // A thread of its own, because a test that hangs keeps it for good.
        Task<RunSummary> run = Task.Factory.StartNew(
            () => test.RunAsync(diagnosticMessageSink, messages, constructorArguments, aggregator, cancellationTokenSource),
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default).Unwrap();
        // Whoever stands in a debugger has all the time there is.
        TimeSpan limit = Debugger.IsAttached ? System.Threading.Timeout.InfiniteTimeSpan : _limit;
        if (await Task.WhenAny(run, Task.Delay(limit)) == run) return await run;

        messages.Fail(test, _limit);
        return new RunSummary { Total = 1, Failed = 1, Time = (decimal)_limit.TotalSeconds };
    }

    private static TimeSpan LimitOf(IXunitTestCase test) =>
        (test.TestMethod.Method.ToRuntimeMethod()?.GetCustomAttribute<TimeLimitAttribute>()
            ?? test.TestMethod.TestClass.Class.ToRuntimeType()?.GetCustomAttribute<TimeLimitAttribute>())?.Limit
        ?? TimeLimitAttribute.Default;
}
