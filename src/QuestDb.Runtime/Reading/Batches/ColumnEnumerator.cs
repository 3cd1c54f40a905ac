namespace QuestDb;

/// <summary>Goes through the rows of a column view; <c>foreach</c> over the view makes it.</summary>
/// <typeparam name="TView">The view.</typeparam>
/// <typeparam name="TRow">What the view gives for a row.</typeparam>
public ref struct ColumnEnumerator<TView, TRow>
    where TView : struct, IColumnView<TRow>, allows ref struct
    where TRow : allows ref struct
{
    private readonly TView _view;
    private int _row;

    internal ColumnEnumerator(TView view)
    {
        _view = view;
        _row = -1;
    }

    /// <summary>What the view gives for the row: its value, or what stands for NULL there.</summary>
    public readonly TRow Current => _view[_row];

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool MoveNext() => ++_row < _view.Length;
}
