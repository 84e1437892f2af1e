namespace Coral.Architecture.Tests.Code;

/// <summary>One place in the source that depends on a type of src.</summary>
/// <param name="File">The path from the repository's root.</param>
/// <param name="Line">Counted from 1.</param>
/// <param name="Symbol">The type or member that is named there.</param>
/// <param name="From">The folder of the place.</param>
/// <param name="To">The folder of the type.</param>
internal sealed record TypeUse(string File, int Line, string Symbol, Floor From, Floor To)
{
    public override string ToString() => $"{File}:{Line} {From} uses {To}: {Symbol}";
}
