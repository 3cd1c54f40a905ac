namespace QuestDb.Shared.Sql;

/// <summary>An expression whose names are resolved and whose type is known. Equal trees compute equal values.</summary>
internal abstract record BoundExpression(SqlType Type);

/// <summary>A column of the input rows.</summary>
internal sealed record BoundColumn(SqlType Type, int Index, string Name) : BoundExpression(Type);

/// <summary>
/// A literal: <c>null</c>, or bool, long (integers, times, geohashes), double, string, or BigInteger (the unscaled value of a DECIMAL).
/// </summary>
internal sealed record BoundConstant(SqlType Type, object? Value) : BoundExpression(Type);

/// <summary>A bind variable, by index from 0; an index past the values given reads as NULL.</summary>
internal sealed record BoundBind(SqlType Type, int Index) : BoundExpression(Type);

/// <summary>A conversion. An implicit one fails on text that doesn't convert, an explicit one yields NULL.</summary>
internal sealed record BoundCast(SqlType Type, BoundExpression Operand, bool Implicit) : BoundExpression(Type);

/// <summary>An operator or function; operators go by their symbol, CASE by <c>case</c> with condition, value, …, else.</summary>
internal sealed record BoundCall(SqlType Type, string Function, IReadOnlyList<BoundExpression> Arguments) : BoundExpression(Type)
{
    public bool Equals(BoundCall? other) => other is not null && Type.Equals(other.Type) && Function == other.Function
        && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => (Function.GetHashCode() * 31) + Arguments.Count;
}

/// <summary>An aggregate function over the rows of a group.</summary>
internal sealed record BoundAggregate(SqlType Type, string Function, BoundExpression? Argument) : BoundExpression(Type);
