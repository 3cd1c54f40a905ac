namespace QuestDb;

/// <summary>A column of a batch, by row.</summary>
/// <typeparam name="TRow">What it gives for a row.</typeparam>
public interface IColumnView<TRow>
    where TRow : allows ref struct
{
    /// <summary>Number of rows.</summary>
    int Length { get; }

    /// <summary>The value of a row, or what stands for NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    TRow this[int row] { get; }
}
