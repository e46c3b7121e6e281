namespace PolicyLayer.Core.Tests.Telemetry;

/// <summary>A test that needs the device of Linux that is always full, and says so where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FullDiskFactAttribute : FactAttribute
{
    internal const string Device = "/dev/full";

    public FullDiskFactAttribute()
    {
        if (!OperatingSystem.IsLinux())
            Skip = $"Only Linux has {Device}.";
    }
}
