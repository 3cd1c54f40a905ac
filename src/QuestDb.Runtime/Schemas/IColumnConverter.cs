namespace QuestDb;

/// <summary>Converts values of a type of your own to and from one that a column holds; see <see cref="ConverterAttribute"/>.</summary>
/// <remarks>
/// NULL never reaches a converter: a nullable member is NULL when its column is. What a converter throws is reported as
/// <see cref="ErrorCode.InvalidValue"/> with row and column. It is called from any thread, while rows are encoded or read, so it must
/// not block.
/// </remarks>
/// <typeparam name="TMember">The type of the member, without <c>?</c>.</typeparam>
/// <typeparam name="TColumn">A type of the table in docs/types.md, not nullable.</typeparam>
public interface IColumnConverter<TMember, TColumn>
{
    /// <summary>The value to store.</summary>
    static abstract TColumn ToColumn(TMember value);

    /// <summary>The member's value of a stored one.</summary>
    static abstract TMember FromColumn(TColumn value);
}
