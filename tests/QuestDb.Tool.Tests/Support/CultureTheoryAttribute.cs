using System.Globalization;

namespace QuestDb.Tool.Tests;

/// <summary>
/// A test with cultures of the machine: skipped where .NET runs without them (<c>DOTNET_SYSTEM_GLOBALIZATION_INVARIANT</c>).
/// </summary>
internal sealed class CultureTheoryAttribute : TheoryAttribute
{
    public CultureTheoryAttribute()
    {
        try
        {
            CultureInfo.GetCultureInfo("sv-SE");
        }
        catch (CultureNotFoundException)
        {
            Skip = ".NET runs without cultures here.";
        }
    }
}
