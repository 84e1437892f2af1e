using Coral.Node.Configuration;

namespace Coral.Node.Admin;

/// <summary>The section of the admin API.</summary>
internal static class AdminSections
{
    /// <summary>The address of the admin API.</summary>
    public static OptionSection Admin { get; } =
        new(AdminOptions.SectionName, typeof(AdminOptions))
        {
            Flags = [new("--admin", "Coral:Admin:Listen", "A:P", 80, "Serve the admin API on this address and port")],
        };
}
