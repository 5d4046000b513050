using System.Buffers.Binary;
using System.IO.Compression;

namespace TfExercises.Data;

/// <summary>
/// A file of unsigned bytes in MNIST's IDX format, packed by gzip or not:
/// big-endian magic number (0x08 for bytes, then the number of dimensions), the dimensions, the bytes.
/// </summary>
sealed record IdxFile(string Path, int[] Dimensions, byte[] Bytes)
{
    const int UnsignedBytes = 0x08;

    public int Count => Dimensions[0];

    /// <summary>Reads a file of <paramref name="rank"/> dimensions: 3 for images, 1 for labels.</summary>
    /// <exception cref="InvalidDataException">The file is not what its header or its name says.</exception>
    public static IdxFile Read(string path, int rank)
    {
        var content = Unpack(path);
        var headerLength = 4 + 4 * rank;
        if (content.Length < 4)
            throw Truncated(path, headerLength, content.Length, "an IDX header");

        var expectedMagic = UnsignedBytes << 8 | rank;
        var magic = BinaryPrimitives.ReadInt32BigEndian(content);
        if (magic != expectedMagic)
            throw new InvalidDataException(
                $"{path}: wrong magic number. Expected {expectedMagic} (IDX, unsigned bytes, {rank} {(rank == 1 ? "dimension" : "dimensions")}), found {magic}.");
        if (content.Length < headerLength)
            throw Truncated(path, headerLength, content.Length, "an IDX header");

        var dimensions = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(4 + 4 * i));
            if (dimensions[i] < 0)
                throw new InvalidDataException($"{path}: dimension {i} is {dimensions[i]}. Expected 0 or more.");
        }

        var shape = string.Join(" x ", dimensions);
        var expected = dimensions.Aggregate(1m, (product, d) => product * d);
        var found = content.Length - headerLength;
        if (found < expected)
            throw Truncated(path, expected, found, $"{shape} values");
        if (found > expected)
            throw new InvalidDataException($"{path}: too long. Expected {expected} bytes ({shape} values), found {found}.");
        return new IdxFile(path, dimensions, content[headerLength..]);
    }

    static byte[] Unpack(string path)
    {
        var content = File.ReadAllBytes(path);
        var packed = content is [0x1f, 0x8b, ..];
        if (!packed)
            return content;
        try
        {
            using var unpacked = new MemoryStream();
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            gzip.CopyTo(unpacked);
            return unpacked.ToArray();
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException(
                $"{path}: truncated or damaged. Expected a whole gzip file, found {content.Length} bytes that do not unpack ({error.Message})", error);
        }
    }

    static InvalidDataException Truncated(string path, decimal expected, long found, string what) =>
        new($"{path}: truncated. Expected {expected} bytes ({what}), found {found}.");
}
