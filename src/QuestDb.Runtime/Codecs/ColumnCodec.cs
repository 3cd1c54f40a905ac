using System.ComponentModel;

namespace QuestDb.Mapping;

/// <summary>Values of C# types that are not the values of the wire: for each the two conversions, which generated code calls.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ColumnCodec;
