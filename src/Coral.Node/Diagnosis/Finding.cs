namespace Coral.Node.Diagnosis;

/// <summary>One thing that was looked at.</summary>
/// <param name="Kind">How it is.</param>
/// <param name="Subject">What it is about: a zone or a name server.</param>
/// <param name="Text">What was found.</param>
/// <param name="Mend">What to do about it; nothing where all is well.</param>
public sealed record Finding(FindingKind Kind, string Subject, string Text, string? Mend)
{
    internal static Finding Ok(object subject, string text) => new(FindingKind.Ok, $"{subject}", text, null);

    internal static Finding Warn(object subject, string text, string mend) =>
        new(FindingKind.Warn, $"{subject}", text, mend);

    internal static Finding Fail(object subject, string text, string mend) =>
        new(FindingKind.Fail, $"{subject}", text, mend);
}
