using System.Diagnostics;
using System.Reflection;
using QuestDb.TestSupport.TimeLimits;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace QuestDb.TestSupport.Tests.TimeLimits;

/// <summary>A test that hangs is a failed test, whatever it waits for.</summary>
public class TimeLimitTests
{
    [Theory]
    [InlineData(nameof(Samples.Waits))]
    [InlineData(nameof(Samples.Blocks))]
    [InlineData(nameof(Samples.Blocks_after_an_await))]
    [InlineData(nameof(Samples.Spins))]
    public async Task Test_that_hangs_fails_by_its_limit_and_is_named(string test)
    {
        (RunSummary summary, Messages messages) = await RunAsync(Test(test));
        Assert.Equal((1, 1), (summary.Total, summary.Failed));
        TestFailed failed = Assert.Single(messages.OfType<TestFailed>());
        Assert.Contains($"{test} did not end within its time limit of 0.3 s", Assert.Single(failed.Messages));
        // The run counts and ends as with any other failed test.
        Assert.Equal(1, messages.Count(static message => message is TestStarting));
        Assert.Equal(1, messages.Count(static message => message is TestFinished));
        Assert.Equal(1, messages.OfType<TestCaseFinished>().Single().TestsFailed);
        Assert.IsType<TestCaseFinished>(messages[^1]);
    }

    [Theory]
    [InlineData(nameof(Samples.Passes), 0)]
    [InlineData(nameof(Samples.Fails), 1)]
    public async Task Test_that_ends_is_told_as_it_is(string test, int failed)
    {
        (RunSummary summary, Messages messages) = await RunAsync(Test(test));
        Assert.Equal((1, failed), (summary.Total, summary.Failed));
        Assert.Equal(failed, messages.Count(static message => message is TestFailed));
        Assert.Equal(1 - failed, messages.Count(static message => message is TestPassed));
    }

    [Fact]
    public async Task Nothing_is_told_of_a_test_after_its_limit()
    {
        RecordedTestCase test = Test(nameof(Samples.Ends_late));
        (_, Messages messages) = await RunAsync(test);
        int told = messages.Count;
        Samples.End.SetResult();
        await test.Run!.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(told, messages.Count);
    }

    [Fact]
    public void Test_project_has_the_framework_with_limits()
    {
        CustomAttributeData framework = Assert.Single(typeof(TimeLimitTests).Assembly.GetCustomAttributesData(),
            static attribute => attribute.AttributeType == typeof(TestFrameworkAttribute));
        Assert.Equal(typeof(TimeLimitFramework).FullName, framework.ConstructorArguments[0].Value);
        Assert.Equal(typeof(TimeLimitFramework).Assembly.GetName().Name, framework.ConstructorArguments[1].Value);
    }

    private static async Task<(RunSummary Summary, Messages Messages)> RunAsync(RecordedTestCase test)
    {
        var messages = new Messages();
        using var cancellation = new CancellationTokenSource();
        // The limit of this test is the subject itself, so that it does not end a run that hangs.
        RunSummary summary = await Task.Run(() => new TimeLimitedTestCase(test)
            .RunAsync(new NullMessageSink(), messages, [], new ExceptionAggregator(), cancellation)).WaitAsync(TimeSpan.FromSeconds(60));
        return (summary, messages);
    }

    private static RecordedTestCase Test(string method)
    {
        var collection = new TestCollection(new TestAssembly(Reflector.Wrap(typeof(Samples).Assembly)), null, "samples");
        return new RecordedTestCase(new TestMethod(new TestClass(collection, Reflector.Wrap(typeof(Samples))),
            Reflector.Wrap(typeof(Samples).GetMethod(method)!)));
    }

    /// <summary>A test whose own run can be waited for; it is never serialized.</summary>
#pragma warning disable xUnit3001
    private sealed class RecordedTestCase(ITestMethod test)
        : XunitTestCase(new NullMessageSink(), TestMethodDisplay.Method, TestMethodDisplayOptions.None, test)
    {
        public Task<RunSummary>? Run { get; private set; }

        public override Task<RunSummary> RunAsync(
            IMessageSink diagnosticMessageSink, IMessageBus messageBus, object[] constructorArguments, ExceptionAggregator aggregator,
            CancellationTokenSource cancellationTokenSource) =>
            Run = base.RunAsync(diagnosticMessageSink, messageBus, constructorArguments, aggregator, cancellationTokenSource);
    }
#pragma warning restore xUnit3001

    /// <summary>What the run was told.</summary>
    private sealed class Messages : List<IMessageSinkMessage>, IMessageBus
    {
        public bool QueueMessage(IMessageSinkMessage message)
        {
            Add(message);
            return true;
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Tests that the run of this project does not find, as their class is not public.</summary>
#pragma warning disable xUnit1000
    [TimeLimit(0.3)]
    private sealed class Samples
    {
        private static readonly ManualResetEventSlim s_never = new();

        public static TaskCompletionSource End { get; } = new();

        [Fact]
        public static Task Waits() => new TaskCompletionSource().Task;

        [Fact]
        public static void Blocks() => s_never.Wait();

        [Fact]
        public static async Task Blocks_after_an_await()
        {
            await Task.Yield();
            s_never.Wait();
        }

        [Fact]
        public static void Spins()
        {
            var end = Stopwatch.StartNew();
            while (end.Elapsed < TimeSpan.FromSeconds(5)) Thread.Yield();
        }

        [Fact]
        public static Task Ends_late() => End.Task;

        [Fact]
        [TimeLimit(60)]
        public static void Passes()
        {
        }

        [Fact]
        [TimeLimit(60)]
        public static void Fails() => Assert.Fail("as it should");
    }
}
