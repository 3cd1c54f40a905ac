namespace QuestDb.Analyzers.Rules;

/// <summary>Where a text comes from, the worst last.</summary>
internal enum TextOrigin
{
    /// <summary>Known at compile time, however it is chosen.</summary>
    Constant,
    /// <summary>Made elsewhere: a parameter, a field, a call.</summary>
    Unknown,
    /// <summary>Put together here from parts that are not constant.</summary>
    Built,
    /// <summary>Put together so, with an interpolated string whose holes look like binds and become text.</summary>
    Interpolated,
}
