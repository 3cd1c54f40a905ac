using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace QuestDb.TestSupport;

/// <summary>
/// A test of what the compiled code allocates: skipped in a debug build, where the JIT keeps objects on the heap
/// that it otherwise does not.
/// </summary>
public sealed class OptimizedFactAttribute : FactAttribute
{
    public OptimizedFactAttribute()
    {
        if (typeof(QuestDbClient).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
        {
            Skip = "Allocations are measured in release builds (dotnet test -c Release).";
        }
    }
}
