"""Values for TsneTest: python3 tsne_truth.py writes tsne_truth.npz beside it.

Ninety points on three noisy rings in 20 dimensions, with scikit-learn's exact t-SNE of them, its KL
divergence and its trustworthiness for 10 neighbours, and with their first principal components by
NumPy's singular value decomposition.

In three dimensions (two degrees of freedom) scikit-learn 1.9 multiplies p - q by the kernel to the
power (nu + 1) / 2 where the gradient of KL has the power 1. It ends at a KL of 0.90 and a
trustworthiness of 0.88, which are kept as kl_3_plain and trust_3_plain; the other values are those
of its optimiser with the gradient of KL.
"""
import pathlib

import numpy as np
from scipy.spatial.distance import pdist, squareform
from sklearn.manifold import TSNE, _t_sne, trustworthiness

random = np.random.default_rng(2008)


def ring(n):
    angle = 2 * np.pi * random.random(n)
    plane = np.linalg.qr(random.normal(size=(20, 2)))[0]
    flat = 3 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return flat @ plane.T + random.normal(size=20) + 0.2 * random.normal(size=(n, 20))


def principal_components(x, dimensions):
    u, s, _ = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)
    scores = (u * s)[:, :dimensions]
    largest = np.abs(scores).argmax(axis=0)
    scores = scores * np.sign(scores[largest, range(dimensions)])
    return scores / scores[:, 0].std() * 1e-4


features = np.concatenate([ring(30) for _ in range(3)])
arrays = {
    "features": features,
    "components_90": principal_components(features, 3),
    "components_10": principal_components(features[:10], 3),
}
plain_kl = _t_sne._kl_divergence


def kl_with_its_gradient(y, p, nu, n, dimensions, **settings):
    kl, _ = plain_kl(y, p, nu, n, dimensions, **settings)
    y = y.reshape(n, dimensions)
    inverse = 1 / (1 + pdist(y, "sqeuclidean") / nu)
    kernel = inverse ** ((nu + 1) / 2)
    force = squareform((p - kernel / (2 * kernel.sum())) * inverse)
    gradient = 2 * (nu + 1) / nu * (force.sum(axis=1)[:, None] * y - force @ y)
    return kl, gradient.ravel()


def embed(dimensions, suffix):
    tsne = TSNE(n_components=dimensions, perplexity=20, method="exact", init="pca", random_state=0)
    embedding = tsne.fit_transform(features).astype(float)
    # Not tsne.kl_divergence_, which is that of the embedding before the last step.
    p = _t_sne._joint_probabilities(squareform(pdist(features, "sqeuclidean")), 20, 0)
    kl, _ = plain_kl(embedding.ravel(), p, max(dimensions - 1, 1), len(features), dimensions)
    arrays["embedding_" + suffix] = embedding
    arrays["kl_" + suffix] = np.array([kl])
    arrays["trust_" + suffix] = np.array([trustworthiness(features, embedding, n_neighbors=10)])


embed(3, "3_plain")
_t_sne._kl_divergence = kl_with_its_gradient
embed(2, "2")
embed(3, "3")
np.savez(pathlib.Path(__file__).parent / "tsne_truth.npz", **arrays)
