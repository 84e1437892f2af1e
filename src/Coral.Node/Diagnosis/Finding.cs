namespace Coral.Node.Diagnosis;

/// <summary>The result of one check.</summary>
/// <param name="Subject">The zone or name server that was checked.</param>
/// <param name="Text">The finding in a sentence.</param>
/// <param name="Fix">The remedy; <see langword="null"/> where none is needed.</param>
public sealed record Finding(FindingKind Kind, string Subject, string Text, string? Fix)
{
    internal static Finding Ok(object subject, string text) => new(FindingKind.Ok, $"{subject}", text, null);

    internal static Finding Warn(object subject, string text, string fix) =>
        new(FindingKind.Warn, $"{subject}", text, fix);

    internal static Finding Fail(object subject, string text, string fix) =>
        new(FindingKind.Fail, $"{subject}", text, fix);
}
