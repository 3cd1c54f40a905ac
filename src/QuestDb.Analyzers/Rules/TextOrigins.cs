using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QuestDb.Analyzers.Rules;

/// <summary>Finds where a text comes from, through conditionals and locals of the same method.</summary>
internal static class TextOrigins
{
    public static TextOrigin Of(IOperation operation) => Of(operation, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    private static TextOrigin Of(IOperation? operation, HashSet<ISymbol> visited)
    {
        if (operation is null) return TextOrigin.Unknown;
        if (operation.ConstantValue.HasValue) return TextOrigin.Constant;
        return operation switch
        {
            IInterpolatedStringOperation => TextOrigin.Built,
            IConversionOperation conversion => Of(conversion.Operand, visited),
            IParenthesizedOperation parenthesized => Of(parenthesized.Operand, visited),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } add => Joined(Of(add.LeftOperand, visited), Of(add.RightOperand, visited)),
            IConditionalOperation choice => Worst(Of(choice.WhenTrue, visited), Of(choice.WhenFalse, visited)),
            ICoalesceOperation choice => Worst(Of(choice.Value, visited), Of(choice.WhenNull, visited)),
            ISwitchExpressionOperation choice => choice.Arms.Aggregate(TextOrigin.Constant, (worst, arm) => Worst(worst, Of(arm.Value, visited))),
            IThrowOperation => TextOrigin.Constant,
            ISimpleAssignmentOperation assignment => Of(assignment.Value, visited),
            IInvocationOperation call => OfCall(call, visited),
            ILocalReferenceOperation reference => OfLocal(reference, visited),
            _ => TextOrigin.Unknown,
        };
    }

    private static TextOrigin OfCall(IInvocationOperation call, HashSet<ISymbol> visited)
    {
        IMethodSymbol method = call.TargetMethod;
        bool ofString = method.ContainingType.SpecialType == SpecialType.System_String;
        if (ofString && method.IsStatic && method.Name is "Format" or "Concat" or "Join" or "Create") return TextOrigin.Built;
        if (method.ContainingType.Name == "FormattableString" && method.Name == "Invariant") return TextOrigin.Built;
        // Trimming or replacing does not make a built text a better one.
        return call.Instance is { } instance && (ofString || method.Name == "ToString") ? Worst(TextOrigin.Unknown, Of(instance, visited)) : TextOrigin.Unknown;
    }

    /// <summary>The worst of everything that the method assigns to the local.</summary>
    private static TextOrigin OfLocal(ILocalReferenceOperation reference, HashSet<ISymbol> visited)
    {
        ILocalSymbol local = reference.Local;
        // A local that is assigned from itself adds nothing new.
        if (!visited.Add(local)) return TextOrigin.Constant;
        IOperation root = reference;
        while (root.Parent is { } parent) root = parent;

        TextOrigin? worst = null;
        foreach (IOperation operation in root.Descendants())
        {
            TextOrigin? origin = operation switch
            {
                IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when Is(declarator.Symbol, local) => Of(value, visited),
                ISimpleAssignmentOperation assignment when IsTarget(assignment.Target, local) => Of(assignment.Value, visited),
                ICoalesceAssignmentOperation assignment when IsTarget(assignment.Target, local) => Of(assignment.Value, visited),
                ICompoundAssignmentOperation append when IsTarget(append.Target, local) => Joined(TextOrigin.Constant, Of(append.Value, visited)),
                IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument when IsTarget(argument.Value, local) => TextOrigin.Unknown,
                _ => null,
            };
            if (origin is { } found) worst = Worst(worst ?? TextOrigin.Constant, found);
        }

        visited.Remove(local);
        return worst ?? TextOrigin.Unknown;
    }

    private static bool IsTarget(IOperation target, ILocalSymbol local) => target is ILocalReferenceOperation reference && Is(reference.Local, local);

    private static bool Is(ISymbol symbol, ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(symbol, local);

    private static TextOrigin Joined(TextOrigin left, TextOrigin right) =>
        Worst(left, right) == TextOrigin.Constant ? TextOrigin.Constant : TextOrigin.Built;

    private static TextOrigin Worst(TextOrigin left, TextOrigin right) => left > right ? left : right;
}
