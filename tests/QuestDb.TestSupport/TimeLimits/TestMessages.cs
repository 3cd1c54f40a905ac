using System.Globalization;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace QuestDb.TestSupport.TimeLimits;

/// <summary>Passes on what a test case tells, until it has failed by its time limit.</summary>
internal sealed class TestMessages(IMessageBus next) : IMessageBus
{
    private readonly Lock _lock = new();
    private ITest? _running;
    private bool _isClosed;

    public bool QueueMessage(IMessageSinkMessage message)
    {
        lock (_lock)
        {
            if (_isClosed) return true;
            if (message is ITestStarting starting) _running = starting.Test;
            if (message is ITestFinished) _running = null;
            return next.QueueMessage(message);
        }
    }

    /// <summary>Tells that the test case, and the test of it that runs, has failed by its limit; nothing is passed on after that.</summary>
    public void Fail(IXunitTestCase testCase, TimeSpan limit)
    {
        lock (_lock)
        {
            _isClosed = true;
            decimal seconds = (decimal)limit.TotalSeconds;
            if (_running is not { } test)
            {
                test = new XunitTest(testCase, testCase.DisplayName);
                next.QueueMessage(new TestStarting(test));
            }

            string text = string.Create(CultureInfo.InvariantCulture,
                $"{test.DisplayName} did not end within its time limit of {seconds} s, so it hangs; [TimeLimit] gives a longer one.");
            next.QueueMessage(new TestFailed(test, seconds, "", new TimeoutException(text)));
            next.QueueMessage(new TestFinished(test, seconds, ""));
            next.QueueMessage(new TestCaseFinished(testCase, seconds, 1, 1, 0));
        }
    }

    /// <summary>Ends nothing: the bus belongs to the run.</summary>
    public void Dispose()
    {
    }
}
