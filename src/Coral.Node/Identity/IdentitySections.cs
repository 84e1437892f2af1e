using Coral.Node.Configuration;

namespace Coral.Node.Identity;

/// <summary>The section of the node's data.</summary>
internal static class IdentitySections
{
    /// <summary>The data folder; by default where the environment has such folders.</summary>
    public static OptionSection Data { get; } =
        new(DataOptions.SectionName, typeof(DataOptions))
        {
            Flags =
            [
                new("--data", "Coral:Data", "DIR", 120, "Keep the identity and the known contacts in this folder"),
            ],
            Defaults = process =>
                DataFolder.DefaultPath(process.Variables) is { } path
                    ?
                    [
                        new(
                            $"{DataOptions.SectionName}:{nameof(DataOptions.Data)}",
                            path,
                            SettingSourceKind.Default,
                            "default"
                        ),
                    ]
                    : [],
        };
}
