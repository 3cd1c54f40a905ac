using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace QuestDb.TestSupport.TimeLimits;

/// <summary>
/// The test framework of every test project (<c>tests/Directory.Build.targets</c>): xunit's, with a time limit for each test. A test
/// that hangs, in a wait or in a loop, fails alone, and the others run.
/// </summary>
public sealed class TimeLimitFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider sources, IMessageSink messages)
        : XunitTestFrameworkExecutor(assembly, sources, messages)
    {
        protected override void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions) =>
            base.RunTestCases(testCases.Select(static test => new TimeLimitedTestCase(test)), executionMessageSink, executionOptions);
    }
}
