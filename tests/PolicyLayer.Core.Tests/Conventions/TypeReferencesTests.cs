using System.Runtime.CompilerServices;

namespace PolicyLayer.Core.Tests.Conventions;

/// <summary>The layering rests on finding references, so finding them is proven on types that have one each.</summary>
public sealed class TypeReferencesTests
{
    [Theory]
    [InlineData(typeof(InAField))]
    [InlineData(typeof(InASignature))]
    [InlineData(typeof(InABody))]
    [InlineData(typeof(InALambda))]
    [InlineData(typeof(AsATypeArgument))]
    [InlineData(typeof(AsABase))]
    public void A_reference_is_found_wherever_it_stands(Type type) => Assert.Contains(typeof(Version), TypeReferences.Of(type));

    [Theory]
    [InlineData(typeof(WithAVolatileField), typeof(IsVolatile))]
    [InlineData(typeof(ReadingAVolatileField), typeof(IsVolatile))]
    [InlineData(typeof(WithAFence), typeof(Thread))]
    public void Work_without_a_lock_is_found_however_it_is_written(Type type, Type used) =>
        Assert.Contains(used, TypeReferences.Of(type));

    [Fact]
    public void What_is_not_there_is_not_found() => Assert.DoesNotContain(typeof(Version), TypeReferences.Of(typeof(Without)));

    private sealed class InAField
    {
        internal readonly Version[] Versions = [];
    }

    private sealed class InASignature
    {
        internal static void Take(ref Version? version) => version = null;
    }

    private sealed class InABody
    {
        internal static object Make(int major) => major switch
        {
            0 => "none",
            1 => 1L,
            2 => 2.0,
            _ => new Version(major, 0),
        };
    }

    private sealed class InALambda
    {
        internal static Func<object> Make(int major) => () => new Version(major, 0);
    }

    private sealed class AsATypeArgument
    {
        internal static int Count() => new List<Version>().Count;
    }

    private sealed class AsABase : IEqualityComparer<Version>
    {
        public bool Equals(Version? x, Version? y) => x == y;

        public int GetHashCode(Version obj) => obj.Major;
    }

    private sealed class WithAVolatileField
    {
        internal volatile int Value = 1;
    }

    private sealed class ReadingAVolatileField
    {
        internal static int Read(WithAVolatileField other) => other.Value;
    }

    private sealed class WithAFence
    {
        internal static void Fence() => Thread.MemoryBarrier();
    }

    private sealed class Without
    {
        internal static Uri Make(int major) => new($"urn:{major}");
    }
}
