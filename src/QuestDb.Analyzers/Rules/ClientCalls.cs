using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QuestDb.Analyzers.Rules;

/// <summary>Calls of the client that take SQL and values.</summary>
internal static class ClientCalls
{
    /// <summary>Whether methods of the type take SQL in a parameter <c>sql</c>.</summary>
    public static bool TakesSql(INamedTypeSymbol? type) =>
        type is { Name: "QuestDbClient" or "Reader", ContainingNamespace.Name: "QuestDb" };

    /// <summary>Whether the call reads rows, so that a statement without rows would only run.</summary>
    public static bool WantsRows(IInvocationOperation call) =>
        TakesSql(call.TargetMethod.ContainingType) && call.TargetMethod.Name is "Query" or "QueryBatches";

    /// <summary>The number of values beside the text; null when it is not known or they come later.</summary>
    public static int? Binds(IInvocationOperation call)
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { Name: "binds" }) continue;
            IOperation value = argument.Value;
            while (value is IConversionOperation conversion) value = conversion.Operand;
            return value switch
            {
                ICollectionExpressionOperation list when !list.Elements.Any(static e => e is ISpreadOperation) => list.Elements.Length,
                IArrayCreationOperation { Initializer.ElementValues.Length: var length } => length,
                _ => null,
            };
        }

        return null;
    }

    /// <summary>
    /// A prepared query with a constant text that is run in the expression that prepares it: <c>Prepare("…").Bind(1, a).Execute()</c>.
    /// </summary>
    public static (string Sql, int Binds, SyntaxNode Where)? PreparedRun(IInvocationOperation call)
    {
        if (call.TargetMethod is not { Name: "Execute" or "ExecuteAsync", ContainingType.Name: "PreparedQuery" }) return null;
        int binds = 0;
        IOperation? receiver = call.Instance;
        while (receiver is IInvocationOperation { TargetMethod: { Name: "Bind", ContainingType.Name: "PreparedQuery" } } bind)
        {
            if (bind.Arguments[0].Value.ConstantValue.Value is not int position) return null;
            binds = Math.Max(binds, position);
            receiver = bind.Instance;
        }

        return receiver is IInvocationOperation { TargetMethod.Name: "Prepare" } prepare
            && prepare.Arguments[0].Value is { ConstantValue.Value: string sql } text ? (sql, binds, text.Syntax) : null;
    }
}
